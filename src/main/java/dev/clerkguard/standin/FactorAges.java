package dev.clerkguard.standin;

/** The claim {@code fva}: minutes since the first and the second factor were verified, -1 for never. */
record FactorAges(int first, int second) {
    static final FactorAges FRESH_FIRST_FACTOR = new FactorAges(0, -1);
}
