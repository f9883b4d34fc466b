package dev.pgsteady.mapping;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.annotations.JdbcType;

/// A text whose case makes no difference when it is compared, sorted or unique: a column of the type
/// [`citext`](https://www.postgresql.org/docs/current/citext.html), whose extension is asked for. On a `String`.
///
/// The driver sends texts as `varchar`, and PostgreSQL compares `citext = varchar` as `text`, case and all, without the
/// column's index. What this property is compared with in a query is sent without a type instead, which PostgreSQL then
/// takes for `citext`:
///
/// ```java
/// @CaseInsensitive
/// @Column(nullable = false, unique = true)
/// String email;
///
/// Optional<User> findByEmail(String email);
/// ```
///
/// In native SQL the type is still to be said: `email = CAST(:email AS citext)`.
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.METHOD})
@JdbcType(CaseInsensitiveText.class)
public @interface CaseInsensitive {}
