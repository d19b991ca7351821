export type { Settings, WorkspaceSettings } from './settings.port';
