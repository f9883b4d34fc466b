/// What Stripe says of subscriptions, applied once, whatever the order it comes in.
@NullMarked
package dev.pgsteady.apps.instantviz.billing;

import org.jspecify.annotations.NullMarked;
