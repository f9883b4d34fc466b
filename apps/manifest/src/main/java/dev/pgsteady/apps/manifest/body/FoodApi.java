package dev.pgsteady.apps.manifest.body;

import dev.pgsteady.apps.manifest.people.BelongingsApi;
import dev.pgsteady.apps.manifest.people.User;
import dev.pgsteady.apps.manifest.people.Users;
import dev.pgsteady.apps.web.paging.Lists;
import dev.pgsteady.apps.web.paging.Page;
import dev.pgsteady.apps.web.signin.Caller;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What one ate.
@RestController
@RequestMapping("/api/foods")
class FoodApi extends BelongingsApi<Food, FoodContent> {
    private final Lists lists;

    FoodApi(Foods foods, Users users, Lists lists) {
        super(foods, users, "meal");
        this.lists = lists;
    }

    @Override
    protected Food made(User owner, FoodContent content) {
        return new Food(owner, content);
    }

    /// The last day first.
    @GetMapping
    Page<Shown<FoodContent>> list(
            Authentication token, @RequestParam Optional<Integer> limit, @RequestParam Optional<String> after) {
        return lists.page(
                        Lists.Query.latest(
                                        Food.class,
                                        "content.consumedOn",
                                        food -> food.content().consumedOn(),
                                        Food::getId)
                                .where("e.user.id = :user", Map.of("user", Caller.of(token))),
                        limit,
                        after)
                .map(Shown::of);
    }
}
