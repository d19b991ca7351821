import type { WorkspaceSettings } from '@deskstream/port-settings';
import type { VendorConnection } from '@deskstream/port-vendor';

/** All versions of all workspaces. A version is taken once: the first in the log wins. */
export class SettingsMemory {
  readonly #versions = new Map<string, Map<number, WorkspaceSettings>>();
  readonly #current = new Map<string, WorkspaceSettings>();

  remember(settings: WorkspaceSettings): void {
    const versions = this.#versions.get(settings.workspace) ?? new Map<number, WorkspaceSettings>();
    this.#versions.set(settings.workspace, versions);
    if (versions.has(settings.version)) return;
    versions.set(settings.version, settings);
    if (settings.version > (this.current(settings.workspace)?.version ?? 0))
      this.#current.set(settings.workspace, settings);
  }

  current(workspace: string): WorkspaceSettings | null {
    return this.#current.get(workspace) ?? null;
  }

  at(workspace: string, version: number): WorkspaceSettings | null {
    return this.#versions.get(workspace)?.get(version) ?? null;
  }

  connection(workspace: string, vendor: string): VendorConnection | null {
    const connections = this.#current.get(workspace)?.connections ?? [];
    return connections.find((connection) => connection.vendor === vendor) ?? null;
  }

  all(): readonly WorkspaceSettings[] {
    return [...this.#current.values()];
  }
}
