/** Lets the tests of one project, and of no other, keep their ledgers on PostgreSQL. */
process.env.CITYHALL_TEST_LEDGER = process.env.CITYHALL_TEST_POSTGRES;
