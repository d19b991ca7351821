import { factsOf } from './facts';
import type { Observations, Violation } from './observations';
import { checkIntake } from './p1-intake';
import { checkIdentity } from './p2-identity';
import { checkOutcomes } from './p3-outcomes';
import { checkEffects } from './p4-effects';
import { checkChain } from './p5-chain';
import { checkCauses, checkOwnership } from './p6-causes';
import { checkFold } from './p7-fold';
import { checkLiveness } from './p8-liveness';

const CHECKS = [
  checkIntake,
  checkIdentity,
  checkOutcomes,
  checkEffects,
  checkChain,
  checkCauses,
  checkFold,
  checkLiveness,
  checkOwnership,
];

/** The one judge of simulation, real-parts tests and soak. An empty answer: all properties hold. */
export const checkHistory = (observed: Observations): readonly Violation[] => {
  const facts = factsOf(observed);
  return CHECKS.flatMap((check) => check(facts));
};
