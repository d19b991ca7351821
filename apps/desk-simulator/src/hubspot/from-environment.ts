import { InfraError } from '@deskstream/kernel';
import type { DeskSimulatorConfig } from '../config';
import type { SimulatedPortal } from './hubspot';
import { rulesIn } from './rules/rule';
import type { Rule } from './rules/rule';

/** The account that the environment describes. Fails with `SIMULATOR.HUBSPOT_RULES`. */
export const hubspotFromEnvironment = (config: DeskSimulatorConfig): readonly SimulatedPortal[] => [
  {
    workspace: config.SIMULATOR_WORKSPACE,
    accessToken: config.SIMULATOR_HUBSPOT_ACCESS_TOKEN,
    clientSecret: config.SIMULATOR_HUBSPOT_CLIENT_SECRET,
    webhookUrl: config.SIMULATOR_HUBSPOT_WEBHOOK_URL,
    assignNewTo: config.SIMULATOR_ASSIGN_NEW_TO,
    rules: rulesOf(config.SIMULATOR_HUBSPOT_RULES),
    ...(config.SIMULATOR_HUBSPOT_DELIVER_TO === undefined
      ? {}
      : { deliverTo: config.SIMULATOR_HUBSPOT_DELIVER_TO }),
  },
];

const rulesOf = (text: string): readonly Rule[] => {
  const found = rulesIn(parsed(text));
  if (typeof found !== 'string') return found;
  throw new InfraError('SIMULATOR.HUBSPOT_RULES', `SIMULATOR_HUBSPOT_RULES: ${found}`, false);
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InfraError(
      'SIMULATOR.HUBSPOT_RULES',
      'SIMULATOR_HUBSPOT_RULES must be a JSON list of rules, see the README of src/hubspot.',
      false,
      error,
    );
  }
};
