import type { OpenVendors } from '@deskstream/composition';
import { openVendors } from '@deskstream/composition';

/** Opens the vendors' adapters for one command and closes them after it, however it ends. */
export const withVendors = async (work: (vendors: OpenVendors) => Promise<void>): Promise<void> => {
  const vendors = openVendors();
  try {
    await work(vendors);
  } finally {
    await vendors.close();
  }
};
