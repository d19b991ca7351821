export { loadOrCreateKeyFile, parseSecretKey } from './secret-key';
export { createSealer } from './sealer';
export type { Sealer } from './sealer';
export { seedWorkspaces } from './seed-workspaces';
export { startSettings } from './start-settings';
export type { PutOutcome, RunningSettings, SettingsDeps } from './start-settings';
export { describeProblems } from './workspace-draft';
export type { Problem, WorkspaceDraft } from './workspace-draft';
export { loadWorkspacesFile } from './workspaces-file';
