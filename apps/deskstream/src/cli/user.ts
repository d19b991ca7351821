import { userInfo } from 'node:os';

/** Who makes a change unless `--by` says otherwise. */
export const user = (): string => {
  try {
    return userInfo().username;
  } catch {
    return 'cli';
  }
};
