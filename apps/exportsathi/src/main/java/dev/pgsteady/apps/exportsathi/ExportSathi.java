package dev.pgsteady.apps.exportsathi;

import dev.pgsteady.apps.web.Front;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The application.
@SpringBootApplication
@EnableScheduling
@Import(Front.class)
public class ExportSathi {
    /// @param arguments Spring Boot's: `--server.port=8080`
    public static void main(String[] arguments) {
        SpringApplication.run(ExportSathi.class, arguments);
    }
}
