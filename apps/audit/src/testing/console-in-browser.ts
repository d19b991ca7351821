import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { chromium } from 'playwright-core';
import { configureWithConsole } from '../http/configure';
import type { ServedAudit } from './served-audit';
import { serveAudit } from './served-audit';

const root = join(import.meta.dirname, '../../../..');
const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** `describe`, or a skip that says what is missing. */
export const inBrowser = (name: string, tests: () => void): void =>
  (existsSync(executablePath) ? describe : describe.skip)(
    `${name} (needs ${executablePath}, or CHROMIUM says where it is)`,
    tests,
  );

export interface ConsoleInBrowser {
  readonly served: ServedAudit;
  readonly browser: Browser;
  stop(): Promise<void>;
}

/** The console as it is built, on an audit of its own. */
export const openConsole = async (): Promise<ConsoleInBrowser> => {
  const built = await mkdtemp(join(tmpdir(), 'deskstream-console-'));
  const [, browser] = await Promise.all([
    buildInto(built),
    chromium.launch({ executablePath, args: ['--no-sandbox'], timeout: 120_000 }),
  ]);
  const served = await serveAudit({
    configure: (app) => configureWithConsole(app, built),
  });
  return {
    served,
    browser,
    stop: async () => {
      await browser.close();
      await served.stop();
      await rm(built, { recursive: true, force: true });
    },
  };
};

const buildInto = (folder: string) => {
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(root, 'apps/console/vite.config.mjs');
  const options = ['--config', config, '--outDir', folder, '--logLevel', 'warn'];
  return promisify(execFile)(process.execPath, [vite, 'build', ...options]);
};
