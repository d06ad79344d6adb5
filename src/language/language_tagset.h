/* The names of tags, relations and features: Universal Dependencies v2 for English and the Penn treebank's
 * tags. data/english/tagset holds the same names in the same order; a test compares them. */
#ifndef LANGUAGE_LANGUAGE_TAGSET_H
#define LANGUAGE_LANGUAGE_TAGSET_H

/* X(constant, name) */
#define LANGUAGE_UPOS_LIST(X)                                                                                \
    X(ADJ, "ADJ")                                                                                            \
    X(ADP, "ADP")                                                                                            \
    X(ADV, "ADV")                                                                                            \
    X(AUX, "AUX")                                                                                            \
    X(CCONJ, "CCONJ")                                                                                        \
    X(DET, "DET")                                                                                            \
    X(INTJ, "INTJ")                                                                                          \
    X(NOUN, "NOUN")                                                                                          \
    X(NUM, "NUM")                                                                                            \
    X(PART, "PART")                                                                                          \
    X(PRON, "PRON")                                                                                          \
    X(PROPN, "PROPN")                                                                                        \
    X(PUNCT, "PUNCT")                                                                                        \
    X(SCONJ, "SCONJ")                                                                                        \
    X(SYM, "SYM")                                                                                            \
    X(VERB, "VERB")                                                                                          \
    X(X, "X")

#define LANGUAGE_XPOS_LIST(X)                                                                                \
    X(ADD, "ADD")                                                                                            \
    X(AFX, "AFX")                                                                                            \
    X(CC, "CC")                                                                                              \
    X(CD, "CD")                                                                                              \
    X(DT, "DT")                                                                                              \
    X(EX, "EX")                                                                                              \
    X(FW, "FW")                                                                                              \
    X(GW, "GW")                                                                                              \
    X(HYPH, "HYPH")                                                                                          \
    X(IN, "IN")                                                                                              \
    X(JJ, "JJ")                                                                                              \
    X(JJR, "JJR")                                                                                            \
    X(JJS, "JJS")                                                                                            \
    X(LS, "LS")                                                                                              \
    X(MD, "MD")                                                                                              \
    X(NFP, "NFP")                                                                                            \
    X(NN, "NN")                                                                                              \
    X(NNP, "NNP")                                                                                            \
    X(NNPS, "NNPS")                                                                                          \
    X(NNS, "NNS")                                                                                            \
    X(PDT, "PDT")                                                                                            \
    X(POS, "POS")                                                                                            \
    X(PRP, "PRP")                                                                                            \
    X(PRP_POSSESSIVE, "PRP$")                                                                                \
    X(RB, "RB")                                                                                              \
    X(RBR, "RBR")                                                                                            \
    X(RBS, "RBS")                                                                                            \
    X(RP, "RP")                                                                                              \
    X(SYM, "SYM")                                                                                            \
    X(TO, "TO")                                                                                              \
    X(UH, "UH")                                                                                              \
    X(VB, "VB")                                                                                              \
    X(VBD, "VBD")                                                                                            \
    X(VBG, "VBG")                                                                                            \
    X(VBN, "VBN")                                                                                            \
    X(VBP, "VBP")                                                                                            \
    X(VBZ, "VBZ")                                                                                            \
    X(WDT, "WDT")                                                                                            \
    X(WP, "WP")                                                                                              \
    X(WP_POSSESSIVE, "WP$")                                                                                  \
    X(WRB, "WRB")                                                                                            \
    X(COMMA, ",")                                                                                            \
    X(COLON, ":")                                                                                            \
    X(STOP, ".")                                                                                             \
    X(OPEN_QUOTE, "``")                                                                                      \
    X(CLOSE_QUOTE, "''")                                                                                     \
    X(OPEN_BRACKET, "-LRB-")                                                                                 \
    X(CLOSE_BRACKET, "-RRB-")                                                                                \
    X(DOLLAR, "$")

#define LANGUAGE_DEPREL_LIST(X)                                                                              \
    X(ROOT, "root")                                                                                          \
    X(ACL, "acl")                                                                                            \
    X(ACL_RELCL, "acl:relcl")                                                                                \
    X(ADVCL, "advcl")                                                                                        \
    X(ADVCL_RELCL, "advcl:relcl")                                                                            \
    X(ADVMOD, "advmod")                                                                                      \
    X(AMOD, "amod")                                                                                          \
    X(APPOS, "appos")                                                                                        \
    X(AUX, "aux")                                                                                            \
    X(AUX_PASS, "aux:pass")                                                                                  \
    X(CASE, "case")                                                                                          \
    X(CC, "cc")                                                                                              \
    X(CC_PRECONJ, "cc:preconj")                                                                              \
    X(CCOMP, "ccomp")                                                                                        \
    X(COMPOUND, "compound")                                                                                  \
    X(COMPOUND_PRT, "compound:prt")                                                                          \
    X(CONJ, "conj")                                                                                          \
    X(COP, "cop")                                                                                            \
    X(CSUBJ, "csubj")                                                                                        \
    X(CSUBJ_OUTER, "csubj:outer")                                                                            \
    X(CSUBJ_PASS, "csubj:pass")                                                                              \
    X(DEP, "dep")                                                                                            \
    X(DET, "det")                                                                                            \
    X(DET_PREDET, "det:predet")                                                                              \
    X(DISCOURSE, "discourse")                                                                                \
    X(DISLOCATED, "dislocated")                                                                              \
    X(EXPL, "expl")                                                                                          \
    X(FIXED, "fixed")                                                                                        \
    X(FLAT, "flat")                                                                                          \
    X(GOESWITH, "goeswith")                                                                                  \
    X(IOBJ, "iobj")                                                                                          \
    X(LIST, "list")                                                                                          \
    X(MARK, "mark")                                                                                          \
    X(NMOD, "nmod")                                                                                          \
    X(NMOD_DESC, "nmod:desc")                                                                                \
    X(NMOD_POSS, "nmod:poss")                                                                                \
    X(NMOD_UNMARKED, "nmod:unmarked")                                                                        \
    X(NSUBJ, "nsubj")                                                                                        \
    X(NSUBJ_OUTER, "nsubj:outer")                                                                            \
    X(NSUBJ_PASS, "nsubj:pass")                                                                              \
    X(NUMMOD, "nummod")                                                                                      \
    X(OBJ, "obj")                                                                                            \
    X(OBL, "obl")                                                                                            \
    X(OBL_AGENT, "obl:agent")                                                                                \
    X(OBL_UNMARKED, "obl:unmarked")                                                                          \
    X(ORPHAN, "orphan")                                                                                      \
    X(PARATAXIS, "parataxis")                                                                                \
    X(PUNCT, "punct")                                                                                        \
    X(REPARANDUM, "reparandum")                                                                              \
    X(VOCATIVE, "vocative")                                                                                  \
    X(XCOMP, "xcomp")

/* X(constant, name, lowest bit in Token.features, bits) */
#define LANGUAGE_FEATURE_LIST(X)                                                                             \
    X(ABBR, "Abbr", 0, 1)                                                                                    \
    X(CASE, "Case", 1, 2)                                                                                    \
    X(DEFINITE, "Definite", 3, 2)                                                                            \
    X(DEGREE, "Degree", 5, 2)                                                                                \
    X(FOREIGN, "Foreign", 7, 1)                                                                              \
    X(GENDER, "Gender", 8, 2)                                                                                \
    X(MOOD, "Mood", 10, 2)                                                                                   \
    X(NUM_FORM, "NumForm", 12, 3)                                                                            \
    X(NUM_TYPE, "NumType", 15, 3)                                                                            \
    X(NUMBER, "Number", 18, 2)                                                                               \
    X(PERSON, "Person", 20, 2)                                                                               \
    X(POLARITY, "Polarity", 22, 2)                                                                           \
    X(POSS, "Poss", 24, 1)                                                                                   \
    X(PRON_TYPE, "PronType", 25, 4)                                                                          \
    X(REFLEX, "Reflex", 29, 1)                                                                               \
    X(TENSE, "Tense", 30, 2)                                                                                 \
    X(TYPO, "Typo", 32, 1)                                                                                   \
    X(VERB_FORM, "VerbForm", 33, 3)                                                                          \
    X(VOICE, "Voice", 36, 1)

/* X(feature, constant, value from 1, name) */
#define LANGUAGE_VALUE_LIST(X)                                                                               \
    X(ABBR, YES, 1, "Yes")                                                                                   \
    X(CASE, NOM, 1, "Nom")                                                                                   \
    X(CASE, ACC, 2, "Acc")                                                                                   \
    X(CASE, GEN, 3, "Gen")                                                                                   \
    X(DEFINITE, DEF, 1, "Def")                                                                               \
    X(DEFINITE, IND, 2, "Ind")                                                                               \
    X(DEGREE, POS, 1, "Pos")                                                                                 \
    X(DEGREE, CMP, 2, "Cmp")                                                                                 \
    X(DEGREE, SUP, 3, "Sup")                                                                                 \
    X(FOREIGN, YES, 1, "Yes")                                                                                \
    X(GENDER, FEM, 1, "Fem")                                                                                 \
    X(GENDER, MASC, 2, "Masc")                                                                               \
    X(GENDER, NEUT, 3, "Neut")                                                                               \
    X(MOOD, IND, 1, "Ind")                                                                                   \
    X(MOOD, IMP, 2, "Imp")                                                                                   \
    X(MOOD, SUB, 3, "Sub")                                                                                   \
    X(NUMBER, SING, 1, "Sing")                                                                               \
    X(NUMBER, PLUR, 2, "Plur")                                                                               \
    X(NUMBER, PTAN, 3, "Ptan")                                                                               \
    X(NUM_FORM, DIGIT, 1, "Digit")                                                                           \
    X(NUM_FORM, WORD, 2, "Word")                                                                             \
    X(NUM_FORM, ROMAN, 3, "Roman")                                                                           \
    X(NUM_FORM, COMBI, 4, "Combi")                                                                           \
    X(NUM_TYPE, CARD, 1, "Card")                                                                             \
    X(NUM_TYPE, ORD, 2, "Ord")                                                                               \
    X(NUM_TYPE, MULT, 3, "Mult")                                                                             \
    X(NUM_TYPE, FRAC, 4, "Frac")                                                                             \
    X(PERSON, FIRST, 1, "1")                                                                                 \
    X(PERSON, SECOND, 2, "2")                                                                                \
    X(PERSON, THIRD, 3, "3")                                                                                 \
    X(POLARITY, NEG, 1, "Neg")                                                                               \
    X(POLARITY, POS, 2, "Pos")                                                                               \
    X(POSS, YES, 1, "Yes")                                                                                   \
    X(PRON_TYPE, ART, 1, "Art")                                                                              \
    X(PRON_TYPE, DEM, 2, "Dem")                                                                              \
    X(PRON_TYPE, EMP, 3, "Emp")                                                                              \
    X(PRON_TYPE, IND, 4, "Ind")                                                                              \
    X(PRON_TYPE, INT, 5, "Int")                                                                              \
    X(PRON_TYPE, NEG, 6, "Neg")                                                                              \
    X(PRON_TYPE, PRS, 7, "Prs")                                                                              \
    X(PRON_TYPE, RCP, 8, "Rcp")                                                                              \
    X(PRON_TYPE, REL, 9, "Rel")                                                                              \
    X(PRON_TYPE, TOT, 10, "Tot")                                                                             \
    X(REFLEX, YES, 1, "Yes")                                                                                 \
    X(TENSE, PAST, 1, "Past")                                                                                \
    X(TENSE, PRES, 2, "Pres")                                                                                \
    X(TYPO, YES, 1, "Yes")                                                                                   \
    X(VERB_FORM, FIN, 1, "Fin")                                                                              \
    X(VERB_FORM, GER, 2, "Ger")                                                                              \
    X(VERB_FORM, INF, 3, "Inf")                                                                              \
    X(VERB_FORM, PART, 4, "Part")                                                                            \
    X(VOICE, PASS, 1, "Pass")

#endif
