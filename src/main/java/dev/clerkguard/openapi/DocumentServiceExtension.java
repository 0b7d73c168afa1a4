package dev.clerkguard.openapi;

import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.ClassConfig;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;

/**
 * Binds {@link DocumentOnFirstUse} to the service of Quarkus that keeps the OpenAPI document, in packages. In dev mode and
 * in tests Quarkus' classes have a class loader that does not find the annotation.
 */
public class DocumentServiceExtension implements BuildCompatibleExtension {

    @Enhancement(types = OpenApiDocumentService.class)
    public void bind(ClassConfig service) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            service.addAnnotation(OnFirstUse.class);
        }
    }
}
