/** The clouds SENS runs in; keys and service ids of one are unknown to the other. */
export const SENS_HOSTS = {
	public: 'https://sens.apigw.gov-ntruss.com',
	commercial: 'https://sens.apigw.ntruss.com',
} as const;
