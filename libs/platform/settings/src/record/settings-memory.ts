import type { VendorConnection } from '@deskstream/port-vendor';
import type { SettingsVersion } from './settings-version';

/** All versions of all workspaces. A version is taken once: the first in the log wins. */
export class SettingsMemory {
  #versions = new Map<string, Map<number, SettingsVersion>>();
  #current = new Map<string, SettingsVersion>();

  /** From now on what `other` knows, and nothing else. */
  become(other: SettingsMemory): void {
    this.#versions = other.#versions;
    this.#current = other.#current;
  }

  remember(settings: SettingsVersion): void {
    const versions = this.#versions.get(settings.workspace) ?? new Map<number, SettingsVersion>();
    this.#versions.set(settings.workspace, versions);
    if (versions.has(settings.version)) return;
    versions.set(settings.version, settings);
    if (settings.version > (this.current(settings.workspace)?.version ?? 0))
      this.#current.set(settings.workspace, settings);
  }

  current(workspace: string): SettingsVersion | null {
    return this.#current.get(workspace) ?? null;
  }

  at(workspace: string, version: number): SettingsVersion | null {
    return this.#versions.get(workspace)?.get(version) ?? null;
  }

  /** Every version, the oldest first. */
  history(workspace: string): readonly SettingsVersion[] {
    const versions = [...(this.#versions.get(workspace)?.values() ?? [])];
    return versions.sort((a, b) => a.version - b.version);
  }

  connection(workspace: string, vendor: string): VendorConnection | null {
    const connections = this.#current.get(workspace)?.connections ?? [];
    return connections.find((connection) => connection.vendor === vendor) ?? null;
  }

  all(): readonly SettingsVersion[] {
    return [...this.#current.values()];
  }
}
