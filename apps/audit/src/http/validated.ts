import type { Type } from '@nestjs/common';
import { Body, Query, ValidationPipe, applyDecorators } from '@nestjs/common';
import { ApiBody, ApiQuery } from '@nestjs/swagger';

/** Nothing here emits decorator metadata, so pipes and OpenAPI are told the types by name. */
const pipeFor = (expectedType: Type) =>
  new ValidationPipe({
    expectedType,
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
  });

/** A validated query; unknown names and wrong values are a 400 that names them. */
export const ValidQuery = (Dto: Type): ParameterDecorator => Query(pipeFor(Dto));

export const ValidBody = (Dto: Type): ParameterDecorator => Body(pipeFor(Dto));

/** The query's fields in the OpenAPI document. */
export const DescribesQuery = (Dto: Type): MethodDecorator =>
  applyDecorators(...propertiesOf(Dto).map(([name, options]) => ApiQuery({ name, ...options })));

export const DescribesBody = (Dto: Type): MethodDecorator =>
  applyDecorators(ApiBody({ type: Dto }));

const propertiesOf = (Dto: Type): [string, { required: boolean }][] => {
  const names = (Reflect.getMetadata('swagger/apiModelPropertiesArray', Dto.prototype as object) ??
    []) as string[];
  return names.map((each) => {
    const name = each.replace(/^:/, '');
    const options = Reflect.getMetadata(
      'swagger/apiModelProperties',
      Dto.prototype as object,
      name,
    ) as { required: boolean };
    return [name, options];
  });
};
