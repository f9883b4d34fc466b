package dev.pgsteady.apps.passport;

import dev.pgsteady.apps.testing.RevisionsGiveEntities;

class RevisionsTest implements RevisionsGiveEntities {}
