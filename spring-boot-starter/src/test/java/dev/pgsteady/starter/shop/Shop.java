package dev.pgsteady.starter.shop;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/// An application with one entity and nothing configured.
@SpringBootApplication
public class Shop {}
