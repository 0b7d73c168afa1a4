package dev.clerkguard.session;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import dev.clerkguard.session.Session.ScopedName;

/**
 * Decodes the permissions of a version 2 token (Clerk docs, "Session tokens": {@code o.per} and {@code o.fpm}): for
 * each feature a number whose bit i, least significant first, grants the i-th name of {@code per}.
 *
 * <p>Clerk's SDKs disagree on which features the numbers are counted over: all of {@code fea}, or the organisation's
 * only. Here the count decides. Where it fits neither reading, only what both would grant is granted.
 */
final class OrganizationPermissions {
    private static final Pattern MASK = Pattern.compile("\\d+");

    private OrganizationPermissions() {}

    static List<String> decode(List<ScopedName> features, Optional<String> per, Optional<String> fpm) {
        if (per.isEmpty() || fpm.isEmpty()) {
            return List.of();
        }
        String[] names = per.get().split(",");
        String[] masks = fpm.get().split(",", -1);
        List<ScopedName> ofOrganization =
                features.stream().filter(ScopedName::ofOrganization).toList();
        if (masks.length == features.size()) {
            return List.copyOf(granted(features, names, masks));
        }
        if (masks.length == ofOrganization.size()) {
            return List.copyOf(granted(ofOrganization, names, masks));
        }
        Set<String> both = granted(features, names, masks);
        both.retainAll(granted(ofOrganization, names, masks));
        return List.copyOf(both);
    }

    private static Set<String> granted(List<ScopedName> features, String[] names, String[] masks) {
        Set<String> granted = new LinkedHashSet<>();
        for (int feature = 0; feature < Math.min(features.size(), masks.length); feature++) {
            if (features.get(feature).ofOrganization()
                    && !features.get(feature).name().isBlank()) {
                BigInteger mask = mask(masks[feature].strip());
                for (int bit = 0; bit < names.length; bit++) {
                    if (mask.testBit(bit) && !names[bit].isBlank()) {
                        granted.add("org:" + features.get(feature).name() + ":" + names[bit].strip());
                    }
                }
            }
        }
        return granted;
    }

    private static BigInteger mask(String text) {
        return MASK.matcher(text).matches() ? new BigInteger(text) : BigInteger.ZERO;
    }
}
