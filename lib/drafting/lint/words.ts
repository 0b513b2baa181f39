export { readWords } from '../words/read-words';
export { shippedWords, type Election, type WordEntry, type WordLists } from '../words/word-lists';
