package dev.pgsteady.demo;

/// Which users get which dirt: one in each stretch of [Dirt#every()], at a place that the dice choose.
///
/// Never among the first twenty users, nor among the first twenty of any stretch: a user who is hit
/// therefore always has at least twenty predecessors who are not, to take something from. The first stretch
/// hits before the hundredth user, so that the smallest demo has every kind.
final class Spread {
    static final int MARGIN = 20;
    private static final int SMALLEST = Demo.LEAST_USERS;

    private final long seed;

    Spread(long seed) {
        this.seed = seed;
    }

    boolean hits(Dirt dirt, long user) {
        long stretch = user / dirt.every();
        int room = (stretch == 0 ? Math.min(SMALLEST / 2, dirt.every()) : dirt.every()) - MARGIN;
        Dice dice = Dice.of(seed + dirt.every(), stretch, Dice.Purpose.PLACE);
        return user % dirt.every() == MARGIN + dice.nextInt(room);
    }
}
