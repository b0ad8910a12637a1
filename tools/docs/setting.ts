// What the documentation describes of a setting.

export interface Setting {
  readonly name: string;
  readonly fallback: unknown;
  readonly valid: string;
  readonly meaning: string;
}
