package dev.clerkguard.guard;

import java.util.Optional;

import jakarta.enterprise.lang.model.AnnotationInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;

/**
 * Finds the type of an annotation at build time. The index of Quarkus has the classes of the application and of
 * libraries with beans only, so the type of a library's annotation can be missing in it. Such a type is loaded.
 */
final class AnnotationTypes {
    private AnnotationTypes() {}

    /** The type in the index, or empty. ArC throws where the type is missing, and the API offers no check. */
    static Optional<ClassInfo> indexed(AnnotationInfo annotation) {
        try {
            return Optional.of(annotation.declaration());
        } catch (IllegalStateException notIndexed) {
            return Optional.empty();
        }
    }

    /**
     * The loaded type, or empty where the class path does not have it: then the JVM ignores the annotation as well.
     * Its name is read from the text of the annotation, because {@link AnnotationInfo#name()} needs the index.
     */
    static Optional<Class<?>> loaded(AnnotationInfo annotation) {
        String text = annotation.toString();
        int end = text.indexOf('(');
        String name = text.substring(1, end < 0 ? text.length() : end);
        try {
            return Optional.of(Class.forName(name, false, Thread.currentThread().getContextClassLoader()));
        } catch (ClassNotFoundException notOnTheClassPath) {
            return Optional.empty();
        }
    }
}
