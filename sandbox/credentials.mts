/** What opens the pretend city. Fixed on purpose and worth nothing outside it. */
export const SOLAPI_API_KEY = 'NCSSANDBOXCITY01';
export const SOLAPI_API_SECRET = 'SANDBOXONLYSANDBOXONLYSANDBOX001';
/** Registered sender number; no exchange starts with 0, so nobody has it. */
export const SENDER_NUMBER = '0310002114';
export const REVENUE_TOKEN = 'sandbox-revenue-token';
/** 의정부시. */
export const CITY_CODE = '4115000';
/** The demo's today: a Monday, the first working day of its week. */
export const DEMO_TODAY = '2026-11-23';
