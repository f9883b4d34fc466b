package dev.pgsteady.apps.manifest.body;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// What was eaten, and what was in it.
@Embeddable
public record FoodContent(
        @NotNull @Column(nullable = false) LocalDate consumedOn,

        @NotNull @Enumerated(EnumType.STRING) @Column(nullable = false, length = 20)
        MealType mealType,

        @NotBlank @Size(max = 200) @Column(nullable = false) String name,

        @Nullable @Digits(integer = 7, fraction = 2) @DecimalMin("0") BigDecimal portion,

        @Nullable @Size(max = 40) String unit,

        @Nullable @Digits(integer = 7, fraction = 2) @DecimalMin("0") BigDecimal calories,

        @Nullable @Digits(integer = 7, fraction = 2) @DecimalMin("0") @Column(name = "protein_g")
        BigDecimal proteinG,

        @Nullable @Digits(integer = 7, fraction = 2) @DecimalMin("0") @Column(name = "carbs_g")
        BigDecimal carbsG,

        @Nullable @Digits(integer = 7, fraction = 2) @DecimalMin("0") @Column(name = "fats_g")
        BigDecimal fatsG,

        @Nullable @Size(max = 2000) String notes) {}
