export type { Crm, CrmLookUp, CrmRecord } from './crm.port';
