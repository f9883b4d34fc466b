/// The data layer of a Java application: transactions that are tried again ([Db], [Sessions] for JPA), reads
/// that go to replicas, and the things that every product writes around its database. Knows no framework.
@NullMarked
package dev.pgsteady.data;

import org.jspecify.annotations.NullMarked;
