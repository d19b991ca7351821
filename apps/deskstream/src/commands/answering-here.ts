import { createAnswering } from '@deskstream/app-orchestrator';
import type { Clock } from '@deskstream/kernel';
import { loadConfig } from '@deskstream/platform-config';
import type { Answering } from '@deskstream/platform-trials';
import { DeskstreamConfig } from '../config';
import type { Installation } from '../installation/open-installation';

/** With the configuration of the command line, whose user asked for it: the whole budget counts. */
export const answeringHere = (installation: Installation, clock: Clock): Answering => {
  const config = loadConfig(DeskstreamConfig, process.env);
  const standIn = config.KNOWLEDGE_FOLDER === undefined;
  return createAnswering(installation, { clock, config, standIn });
};
