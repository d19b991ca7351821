import type { Logger } from '@deskstream/kernel';
import { InfraError, isTransient, messageOf } from '@deskstream/kernel';
import type { CopiedRange, SettingsCopy } from '@deskstream/port-settings';
import type { SettingsMemory } from './settings-memory';
import type { ReaderDeps, SettingsReader } from './settings-reader';
import { createSettingsReader } from './settings-reader';

export interface SourceDeps extends ReaderDeps {
  /** Without it the log must be there at the start. */
  readonly copy?: SettingsCopy | undefined;
}

/** Where settings are read from: the log, and while it is away at the start, their copy. */
export interface SettingsSource {
  /** Resolves when settings are known; rejects when neither the log nor a copy has them. */
  begin(): Promise<'log' | 'copy'>;
  /** Reads what the log has anew, and keeps the copy current. */
  refresh(): Promise<void>;
}

export const createSettingsSource = (deps: SourceDeps, memory: SettingsMemory): SettingsSource => {
  const { copy } = deps;
  const reader = createSettingsReader(deps, memory);
  const keeper = copy === undefined ? null : new Keeper(copy, deps.logger);
  const refresh = async (): Promise<void> => {
    const ranges = await reader.read();
    await keeper?.keep(ranges);
  };
  return {
    refresh,
    begin: async () => {
      try {
        await refresh();
        return 'log';
      } catch (error) {
        if (copy === undefined || !isTransient(error)) throw error;
        await restore(copy, reader, error);
        deps.logger.warn(
          { because: messageOf(error) },
          'settings are those of their copy until the log answers',
        );
        return 'copy';
      }
    },
  };
};

/** Rejects with the log's own error, and why the copy does not help. */
const restore = async (
  copy: SettingsCopy,
  reader: SettingsReader,
  away: unknown,
): Promise<void> => {
  try {
    const records = await copy.load();
    if (records.length === 0) throw new Error('nothing was copied yet');
    reader.restore(records);
  } catch (error) {
    throw new InfraError(
      'SETTINGS.UNAVAILABLE',
      `settings cannot be read: ${messageOf(away)}; nor is there a copy to start from: ${messageOf(error)}`,
      true,
      away,
    );
  }
};

/** A copy that cannot be written holds up nobody: what is missing is written with the next look. */
class Keeper {
  #missing: readonly CopiedRange[] = [];
  #failing = false;

  constructor(
    private readonly copy: SettingsCopy,
    private readonly logger: Logger,
  ) {}

  async keep(ranges: readonly CopiedRange[]): Promise<void> {
    const due = [...this.#missing, ...ranges];
    this.#missing = [];
    for (const [at, range] of due.entries())
      try {
        await this.copy.keep(range);
        this.#failing = false;
      } catch (error) {
        this.#missing = [...due.slice(at), ...this.#missing];
        return this.#failed(error);
      }
  }

  #failed(error: unknown): void {
    if (!this.#failing)
      this.logger.warn(
        { because: messageOf(error) },
        'settings are not copied for now: a start without the log would use older ones',
      );
    this.#failing = true;
  }
}
