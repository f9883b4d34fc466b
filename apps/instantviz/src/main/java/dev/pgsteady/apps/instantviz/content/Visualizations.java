package dev.pgsteady.apps.instantviz.content;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;

/// The slides.
public interface Visualizations extends JpaRepository<Visualization, UUID> {
    /// All of a project, in order.
    List<Visualization> findByProjectIdOrderBySlideNumber(UUID project);

    /// One of a project.
    Optional<Visualization> findByProjectIdAndSlideNumber(UUID project, int slideNumber);
}
