package dev.pgsteady.apps.web;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;

/// Brings all of it into an application: `@Import(Front.class)`.
@Configuration(proxyBeanMethods = false)
@ComponentScan
@EnableConfigurationProperties(FrontProperties.class)
public class Front {}
