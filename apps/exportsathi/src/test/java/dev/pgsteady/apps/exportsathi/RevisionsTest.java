package dev.pgsteady.apps.exportsathi;

import dev.pgsteady.apps.testing.RevisionsGiveEntities;

class RevisionsTest implements RevisionsGiveEntities {}
