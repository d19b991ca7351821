import { createHubspotCrm } from '@deskstream/adapter-vendor-hubspot';
import type { Crm } from '@deskstream/port-crm';
import type { CrmSettings } from '@deskstream/port-settings';

/** Uses the CRM of a workspace for one piece of work. A further kind of CRM adds a case here. */
export const withCrm = async <T>(
  settings: CrmSettings,
  work: (crm: Crm) => Promise<T>,
): Promise<T> => {
  const crm = createHubspotCrm(settings);
  try {
    return await work(crm);
  } finally {
    await crm.close();
  }
};
