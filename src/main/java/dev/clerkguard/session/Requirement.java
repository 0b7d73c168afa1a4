package dev.clerkguard.session;

import java.util.List;
import java.util.Optional;

import dev.clerkguard.session.Session.Organization;
import dev.clerkguard.session.Session.ScopedName;

/**
 * A requirement that a session may satisfy, with the meaning of {@code has()} in Clerk's SDKs (Clerk docs, "has()").
 */
public sealed interface Requirement {
    /** The name of the parameter of {@code has()}: role, permission, feature, plan or reverification. */
    String kind();

    /** Whether the session satisfies it. */
    boolean isSatisfiedBy(Session session);

    /** A role in the active organisation, with or without its {@code org:} prefix. Case matters. */
    record Role(String name) implements Requirement {
        @Override
        public String kind() {
            return "role";
        }

        @Override
        public boolean isSatisfiedBy(Session session) {
            return session.organization()
                    .flatMap(Organization::role)
                    .filter(role -> prefixed(role).equals(prefixed(name)))
                    .isPresent();
        }
    }

    /** A custom permission in the active organisation, with or without its {@code org:} prefix. Case matters. */
    record Permission(String name) implements Requirement {
        @Override
        public String kind() {
            return "permission";
        }

        @Override
        public boolean isSatisfiedBy(Session session) {
            return session.organization()
                    .filter(organization -> organization.permissions().contains(prefixed(name)))
                    .isPresent();
        }
    }

    /** A feature of the organisation or the user; {@code org:name} or {@code user:name} names one of them. */
    record Feature(String name) implements Requirement {
        @Override
        public String kind() {
            return "feature";
        }

        @Override
        public boolean isSatisfiedBy(Session session) {
            return contains(session.features(), name);
        }
    }

    /** A plan of the organisation or the user; {@code org:name} or {@code user:name} names one of them. */
    record Plan(String name) implements Requirement {
        @Override
        public String kind() {
            return "plan";
        }

        @Override
        public boolean isSatisfiedBy(Session session) {
            return contains(session.plans(), name);
        }
    }

    /** A recent verification of the user's factors. */
    record Reverified(Reverification how) implements Requirement {
        @Override
        public String kind() {
            return "reverification";
        }

        @Override
        public boolean isSatisfiedBy(Session session) {
            return session.factorVerificationAge().filter(how::satisfiedBy).isPresent();
        }
    }

    private static String prefixed(String name) {
        return "org:" + name.replaceFirst("^(org:)*", "");
    }

    private static boolean contains(List<ScopedName> names, String required) {
        String[] parts = required.split(":", -1);
        Optional<String> scope = parts.length == 1 ? Optional.empty() : Optional.of(parts[0]);
        String name = parts.length == 1 || parts[1].isEmpty() ? parts[0] : parts[1];
        return names.stream().filter(one -> one.name().equals(name)).anyMatch(one -> scope.map(which -> switch (which) {
                    case "o", "org", "organization" -> one.ofOrganization();
                    case "u", "user" -> one.ofUser();
                    default -> false;
                })
                .orElse(one.ofOrganization() || one.ofUser()));
    }
}
