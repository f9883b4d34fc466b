package dev.pgsteady.apps.passport;

import dev.pgsteady.apps.web.Front;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/// The application.
@SpringBootApplication
@EnableScheduling
@Import(Front.class)
public class Passport {
    /// @param arguments Spring Boot's: `--server.port=8080`
    public static void main(String[] arguments) {
        SpringApplication.run(Passport.class, arguments);
    }
}
