import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Me, Role } from '../api/access';
import { readMe } from '../api/access';

const ROLES: readonly Role[] = ['viewer', 'engineer', 'admin'];

/** Who is signed in; `undefined` while nobody knows yet. */
export const useMe = (): Me | undefined =>
  useQuery({ queryKey: ['me'], queryFn: readMe, staleTime: 60_000 }).data;

/** May whoever is signed in do what needs `role`? The server decides; this only hides what it would refuse. */
export const useMay = (role: Role): boolean => {
  const me = useMe()?.me;
  return me !== undefined && me !== null && ROLES.indexOf(me.role) >= ROLES.indexOf(role);
};

/** Shown to those who may. */
export const May = ({ role, children }: { role: Role; children: ReactNode }) =>
  useMay(role) ? children : null;
