package dev.pgsteady.demo;

/// A made-up person.
///
/// @param fullName as that person writes it
/// @param email    made from the name; no two persons of a population share one
record Person(String fullName, String email) {}
