import type { SettingsVersion } from '@deskstream/platform-settings';
import { CommandError, EXIT } from '../cli/command-error';
import type { Installation } from '../installation/open-installation';

/** The settings in force; ends the command where there is no such workspace. */
export const workspaceOf = (
  settings: Installation['settings'],
  workspace: string,
): SettingsVersion => {
  const current = settings.current(workspace);
  if (current !== null) return current;
  const names = settings.all().map((each) => each.workspace);
  throw new CommandError(
    `No workspace ${workspace}; there is ${names.length === 0 ? 'none yet' : names.join(', ')}.`,
    EXIT.notFound,
  );
};
