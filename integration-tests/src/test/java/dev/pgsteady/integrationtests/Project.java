package dev.pgsteady.integrationtests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/// The checkout that the tests run in.
record Project(Path root) {
    static Project here() {
        return new Project(Path.of(
                Objects.requireNonNull(System.getProperty("pgsteady.root"), "run by Maven, which sets the root")));
    }

    String read(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The modules of the root POM, in its order.
    List<String> modules() {
        return texts(pom("pom.xml").getDocumentElement(), "modules").stream()
                .flatMap(modules -> texts(modules, "module").stream())
                .map(m -> m.getTextContent().strip())
                .toList();
    }

    /// The modules of this project that a module's main code may use, by its POM.
    List<String> knows(String module) {
        return dependencies(module)
                .filter(d -> text(d, "groupId").equals("dev.pgsteady"))
                .filter(d -> !text(d, "scope").equals("test"))
                .map(d -> text(d, "artifactId"))
                .toList();
    }

    private Stream<Element> dependencies(String module) {
        return texts(pom(module + "/pom.xml").getDocumentElement(), "dependencies").stream()
                .flatMap(all -> texts(all, "dependency").stream());
    }

    private Document pom(String path) {
        try {
            return DocumentBuilderFactory.newDefaultNSInstance()
                    .newDocumentBuilder()
                    .parse(root.resolve(path).toFile());
        } catch (ParserConfigurationException | SAXException | IOException e) {
            throw new IllegalStateException(path, e);
        }
    }

    private static String text(Element parent, String tag) {
        return texts(parent, tag).stream()
                .map(e -> e.getTextContent().strip())
                .findFirst()
                .orElse("");
    }

    /// The direct children of this name.
    private static List<Element> texts(Element parent, String tag) {
        NodeList children = parent.getChildNodes();
        return Stream.iterate(0, i -> i < children.getLength(), i -> i + 1)
                .map(children::item)
                .filter(n -> n.getNodeType() == Node.ELEMENT_NODE && tag.equals(n.getLocalName()))
                .map(Element.class::cast)
                .toList();
    }
}
