package dev.pgsteady.apps.manifest;

import dev.pgsteady.apps.testing.RevisionsGiveEntities;

class RevisionsTest implements RevisionsGiveEntities {}
