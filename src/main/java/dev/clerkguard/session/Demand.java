package dev.clerkguard.session;

import java.util.List;
import java.util.Optional;

import dev.clerkguard.session.Session.Organization;
import dev.clerkguard.session.Session.ScopedName;

/** One thing that a session may have or not, with the meaning of {@code has()} in Clerk's SDKs (Clerk docs, "has()"). */
public sealed interface Demand {
    /** The word for what is demanded, as in {@code has()}: role, permission, feature, plan or reverification. */
    String kind();

    /** Whether the session has it. */
    boolean isMetBy(Session session);

    /** A role in the active organisation, with or without its {@code org:} prefix. Case matters. */
    record Role(String name) implements Demand {
        @Override
        public String kind() {
            return "role";
        }

        @Override
        public boolean isMetBy(Session session) {
            return session.organization()
                    .flatMap(Organization::role)
                    .filter(role -> prefixed(role).equals(prefixed(name)))
                    .isPresent();
        }
    }

    /** A custom permission in the active organisation, with or without its {@code org:} prefix. Case matters. */
    record Permission(String name) implements Demand {
        @Override
        public String kind() {
            return "permission";
        }

        @Override
        public boolean isMetBy(Session session) {
            return session.organization()
                    .filter(organization -> organization.permissions().contains(prefixed(name)))
                    .isPresent();
        }
    }

    /** A feature of the organisation or the user; {@code org:name} or {@code user:name} asks for one of them. */
    record Feature(String name) implements Demand {
        @Override
        public String kind() {
            return "feature";
        }

        @Override
        public boolean isMetBy(Session session) {
            return contains(session.features(), name);
        }
    }

    /** A plan of the organisation or the user; {@code org:name} or {@code user:name} asks for one of them. */
    record Plan(String name) implements Demand {
        @Override
        public String kind() {
            return "plan";
        }

        @Override
        public boolean isMetBy(Session session) {
            return contains(session.plans(), name);
        }
    }

    /** That the user has proved lately who they are. */
    record Reverified(Reverification how) implements Demand {
        @Override
        public String kind() {
            return "reverification";
        }

        @Override
        public boolean isMetBy(Session session) {
            return session.factorVerificationAge().filter(how::satisfiedBy).isPresent();
        }
    }

    private static String prefixed(String name) {
        return "org:" + name.replaceFirst("^(org:)*", "");
    }

    private static boolean contains(List<ScopedName> names, String asked) {
        String[] parts = asked.split(":", -1);
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
