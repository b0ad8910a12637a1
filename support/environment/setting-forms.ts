// The types of settings, each with a description of what is valid.
import { z } from 'zod';

export const milliseconds = (fallback: number) =>
  z.int().positive().default(fallback).describe('a whole number of milliseconds above 0');
export const count = () => z.int().positive().describe('a whole number above 0');
export const share = () => z.number().min(0).max(1).describe('a number from 0 to 1');
export const text = () => z.string().min(1).describe('a text that is not empty');
export const flag = (fallback: boolean) => z.boolean().default(fallback).describe('true or false');
const quantity = () =>
  z
    .string()
    .regex(/^\d+(\.\d+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/)
    .describe('a Kubernetes quantity in quotes, such as "250m" or "64Mi"');
export const labels = () =>
  z
    .record(z.string(), text())
    .refine((value) => Object.keys(value).length > 0)
    .describe('at least one label, such as "app: focus-server"');
export const pattern = () => z.string().refine(isRegularExpression).describe('a regular expression');
export const bounds = () =>
  z
    .strictObject({ min: quantity(), max: quantity() })
    .describe('a map with "min" and "max", both Kubernetes quantities');
export const namespace = () =>
  z
    .string()
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)
    .describe('the name of a Kubernetes namespace, such as "panda"');
export const address = () =>
  z
    .url({ protocol: /^https?$/ })
    .regex(/^[^?#]*$/)
    .describe('an http or https address without a query, such as "https://host/focus-server"');
export const acceptedOrRefused = () =>
  z.enum(['accepted', 'refused']).default('accepted').describe('"accepted" or "refused"');

function isRegularExpression(value: string): boolean {
  try {
    new RegExp(value);
    return true;
  } catch {
    return false;
  }
}
