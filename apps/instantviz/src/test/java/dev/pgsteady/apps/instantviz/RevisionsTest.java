package dev.pgsteady.apps.instantviz;

import dev.pgsteady.apps.testing.RevisionsGiveEntities;

class RevisionsTest implements RevisionsGiveEntities {}
