package dev.pgsteady.apps.web.page;

import dev.pgsteady.apps.web.FrontProperties;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.springdoc.webmvc.api.OpenApiWebMvcResource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/// The page of the interface, made of its OpenAPI document: plain HTML, no script.
@Hidden
@RestController
class ApiPage {
    private final OpenApiWebMvcResource documents;
    private final TemplateEngine templates =
            TemplateEngine.createPrecompiled(null, ContentType.Html, null, "dev.pgsteady.apps.web.page.template");
    private final JsonMapper json = JsonMapper.shared();
    private final List<String> open;

    ApiPage(OpenApiWebMvcResource documents, FrontProperties properties) {
        this.documents = documents;
        this.open = properties.open();
    }

    private boolean open(String path) {
        return path.startsWith("/api/auth/") || open.contains(path);
    }

    /// What the document says of the application itself.
    @Configuration(proxyBeanMethods = false)
    static class Titles {
        @Bean
        OpenAPI interfaceOf(
                @Value("${spring.application.name:app}") String name, @Value("${front.about:}") String about) {
            return new OpenAPI().info(new Info().title(name).description(about).version("1"));
        }
    }

    @GetMapping(path = "/openapi", produces = MediaType.TEXT_HTML_VALUE)
    String page(HttpServletRequest request, Locale locale) throws Exception {
        byte[] document = documents.openapiJson(request, "/openapi.json", locale);
        Description description = new Reading(json.readTree(document), this::open).description();
        StringOutput out = new StringOutput();
        templates.render("openapi.jte", description, out);
        return out.toString();
    }
}
