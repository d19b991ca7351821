import type { Answering } from '@deskstream/app-audit';
import type { Clock } from '@deskstream/kernel';
import { loadConfig } from '@deskstream/platform-config';
import { DeskstreamConfig } from '../config';
import type { Installation } from '../installation/open-installation';
import { createAnswering } from './asked-answerer';

/** With the configuration of the command line. */
export const answeringHere = (installation: Installation, clock: Clock): Answering =>
  createAnswering(installation, { clock, config: loadConfig(DeskstreamConfig, process.env) });
