package dev.pgsteady.demo;

import java.time.LocalDateTime;
import java.util.Optional;

/// A user with everything that hangs on it, in numbers: what the rows of all tables are made from.
///
/// @param number           counts sign-ups from 0 on, in the order of time
/// @param passwordHash     empty for those who come through another service
/// @param borrowedCustomer whether the customer id is another user's
/// @param twin             whether the e-mail is another's but for case
/// @param workspaces       how many, 0 to 3
/// @param projects         how many were made, 0 to 4
/// @param lastDeleted      whether the last of these projects is gone and only its slides are left
/// @param repeatsSlide     whether a slide number of the first project comes twice
record Account(
        long number,
        String id,
        Person person,
        Optional<String> passwordHash,
        Billing billing,
        boolean borrowedCustomer,
        boolean twin,
        int usageCount,
        LocalDateTime created,
        LocalDateTime updated,
        int workspaces,
        int projects,
        boolean lastDeleted,
        boolean repeatsSlide) {
    boolean projectDeleted(int project) {
        return lastDeleted && project == projects - 1;
    }

    boolean halfSignedUp() {
        return billing.customer().isPresent() && workspaces == 0;
    }
}
