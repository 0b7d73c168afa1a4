package dev.clerkguard.config;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.enterprise.lang.model.types.Type;
import jakarta.inject.Singleton;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;

import dev.clerkguard.setting.Positive;

/**
 * Finds the settings with {@link Positive} at build time. So the native binary needs no reflection, and a feature needs no
 * list outside its configuration interface.
 */
public class PositiveSettingsExtension implements BuildCompatibleExtension {
    private final Set<String> names = new TreeSet<>();

    /** Without {@code withAnnotations}, for which Quarkus would load every annotation of every class and log the missing ones. */
    @Enhancement(types = Object.class, withSubtypes = true)
    public void collect(ClassConfig type) {
        ClassInfo info = type.info();
        if (info.hasAnnotation(ConfigMapping.class)) {
            collect(info.annotation(ConfigMapping.class).member("prefix").asString(), info);
        }
    }

    private void collect(String prefix, ClassInfo members) {
        for (MethodInfo member : members.methods()) {
            String name = prefix + "." + name(member);
            if (member.hasAnnotation(Positive.class)) {
                names.add(name);
            } else if (isGroup(member.returnType())) {
                collect(name, member.returnType().asClass().declaration());
            }
        }
    }

    /** A nested interface, such as {@code BackendConfig.Backend}. */
    private static boolean isGroup(Type type) {
        return type.isClass()
                && type.asClass().declaration().isInterface()
                && type.asClass().declaration().name().startsWith("dev.clerkguard.");
    }

    private static String name(MethodInfo member) {
        return member.hasAnnotation(WithName.class)
                ? member.annotation(WithName.class).value().asString()
                : member.name().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    @Synthesis
    public void add(SyntheticComponents components) {
        components
                .addBean(PositiveSettings.class)
                .type(PositiveSettings.class)
                .scope(Singleton.class)
                .withParam(PositiveSettingsCreator.NAMES, names.toArray(String[]::new))
                .createWith(PositiveSettingsCreator.class);
    }
}
