export { GapFinderModule } from './app.module';
export type { GapDeps, GapLimits, GapReport, Suspect } from './check';
export { GapFinderConfig } from './config';
export { findGaps } from './find-gaps';
export type { FindGapsRequest, FoundGaps } from './find-gaps';
export { openGapChecks } from './gap-checks';
export type { ChecksOfConnection, ConnectionName, GapChecks } from './gap-checks';
export { startGapFinder } from './start-gap-finder';
export type { GapFinderDeps } from './start-gap-finder';
