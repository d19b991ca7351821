import { SetMetadata, applyDecorators } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Role } from '../role';

export const NEEDS = 'deskstream.needs';
export const UNMASKED = 'deskstream.unmasked';

/** The least role that a route, or every route of a class, is for. A route that says nothing is for admins. */
export const Needs = (role: Role): ClassDecorator & MethodDecorator =>
  applyDecorators(SetMetadata(NEEDS, role), ApiBearerAuth());

/** For everybody, signed in or not. */
export const ForEverybody = (): ClassDecorator & MethodDecorator => SetMetadata(NEEDS, 'everybody');

/** Its answers never hold what customers wrote, or who they are: viewers see them as they are. */
export const Unmasked = (): ClassDecorator & MethodDecorator => SetMetadata(UNMASKED, true);
