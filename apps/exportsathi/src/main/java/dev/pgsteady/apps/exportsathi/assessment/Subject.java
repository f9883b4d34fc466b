package dev.pgsteady.apps.exportsathi.assessment;

import dev.pgsteady.apps.exportsathi.people.BusinessType;
import dev.pgsteady.apps.exportsathi.people.CompanySize;
import java.util.Optional;

/// What somebody wants to export, and who he is.
///
/// @param hsCode      when he knows it
/// @param destination ISO 3166-1, two letters
public record Subject(
        String product,
        String description,
        Optional<String> hsCode,
        String destination,
        BusinessType business,
        CompanySize size) {}
