import type { Violation } from '@deskstream/testing-simulation';
import type { Defect } from '../defect';
import { chainDefects } from './chain.defects';
import { intakeDefects } from './intake.defects';
import { workDefects } from './work.defects';

/** A defect that tests plant, and the properties of which at least one must be found violated. */
export interface PlantedDefect {
  readonly name: string;
  readonly violates: readonly Violation['property'][];
  /** Anew for each history: some of them remember. */
  plant(): Defect;
}

export const plantedDefects: readonly PlantedDefect[] = [
  ...intakeDefects,
  ...chainDefects,
  ...workDefects,
];
