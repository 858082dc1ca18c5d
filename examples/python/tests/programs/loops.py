# tier: 5
# for and while in all forms: else, break, continue, nesting, iterators of all kinds, changes of what is iterated, deep blocks, long functions.
from harness.show import attempt


def search(rows, wanted):
    for i, row in enumerate(rows):
        for j, value in enumerate(row):
            if value == wanted:
                break
            if value is None:
                continue
        else:
            continue
        return i, j
    else:
        return "nowhere"


def while_else(n):
    out = []
    while n:
        n -= 1
        if n == 5:
            continue
        if n == 2:
            break
        out.append(n)
    else:
        out.append("else")
    return out


def ranges():
    out = []
    for args in ((5,), (2, 5), (5, 2), (5, 2, -1), (0, 10, 3), (0, -10, -4), (10 ** 20, 10 ** 20 + 2), (2 ** 63 - 2, 2 ** 63 + 1), (0,), (3, 3)):
        out.append(list(x for x in range(*args)))
    return out


def range_generator(start, stop, step):
    for i in range(start, stop, step):
        yield i


def loop_variable():
    for i in range(3):
        j = i
        i = 10
    return i, j


class Old:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


class Fails:
    def __iter__(self):
        return self

    def __next__(self):
        raise ValueError("next")


def grows(l):
    seen = []
    for x in l:
        seen.append(x)
        if x < 3:
            l.append(x + 1)
    return seen


def shrinks(l):
    return [l.pop() for x in l]


def dict_changes(d):
    for k in d:
        d[k + "x"] = 1


def zips():
    return [(a, b, c) for a, (b, c) in zip("ab", [(1, 2), (3, 4)])], list(map(lambda x, y: x + y, [1, 2], [3, 4])), [*reversed([1, 2])]


def deep(n):
    out = []
    for a in range(2):
        for b in range(2):
            while True:
                try:
                    with open("/dev/null"):
                        for c in range(2):
                            try:
                                if c == 1:
                                    break
                                for d in range(2):
                                    if d == n:
                                        raise ValueError(a, b, c, d)
                                    out.append((a, b, c, d))
                            finally:
                                out.append("f")
                except ValueError as error:
                    out.append(error.args)
                finally:
                    out.append("g")
                break
    return out


def primes(n):
    sieve = bytearray([1]) * (n + 1)
    for i in range(2, int(n ** 0.5) + 1):
        if sieve[i]:
            sieve[i * i::i] = bytes(len(range(i * i, n + 1, i)))
    return sum(sieve[2:])


def mandelbrot(w, h):
    rows = []
    for y in range(h):
        row = ""
        for x in range(w):
            c = complex(3.0 * x / w - 2, 2.0 * y / h - 1)
            z = 0j
            for i in range(20):
                z = z * z + c
                if abs(z) > 2:
                    break
            row += ".:-=+*#%@"[i % 9]
        rows.append(row)
    return rows


print(search([[1, 2], [None, 3], [4]], 3), search([[1]], 9), while_else(4), while_else(1), while_else(7), while_else(0))
print(ranges(), loop_variable(), list(Old()), [x for x in Old()], grows([1]), shrinks([1, 2, 3, 4]), zips())
for args in ((0, 5, 1), (5, 0, -2), (0, 0, 1), (10 ** 18, 10 ** 18 + 3, 1), (2 ** 63 - 3, 2 ** 63 + 3, 2), (-2 ** 63 + 1, -2 ** 63 - 3, -1)):
    print(list(range_generator(*args)))
attempt(lambda: list(range_generator(0, 5, 0)))
attempt(lambda: list(range_generator(0, 1.5, 1)))
attempt(lambda: [x for x in Fails()])
attempt(dict_changes, {"a": 1})
attempt(lambda: [x for x in 5])
print(deep(0)[:6], deep(1), len(deep(5)), primes(1000))
print("\n".join(mandelbrot(30, 8)))


def long_function(x):
    total = 0
    v0 = x + 0
    if v0 % 2:
        total += v0 * 1000
    v1 = x + 7
    if v1 % 3:
        total += v1 * 1001
    v2 = x + 14
    if v2 % 4:
        total += v2 * 1002
    v3 = x + 21
    if v3 % 5:
        total += v3 * 1003
    v4 = x + 28
    if v4 % 6:
        total += v4 * 1004
    v5 = x + 35
    if v5 % 2:
        total += v5 * 1005
    v6 = x + 42
    if v6 % 3:
        total += v6 * 1006
    v7 = x + 49
    if v7 % 4:
        total += v7 * 1007
    v8 = x + 56
    if v8 % 5:
        total += v8 * 1008
    v9 = x + 63
    if v9 % 6:
        total += v9 * 1009
    v10 = x + 70
    if v10 % 2:
        total += v10 * 1010
    v11 = x + 77
    if v11 % 3:
        total += v11 * 1011
    v12 = x + 84
    if v12 % 4:
        total += v12 * 1012
    v13 = x + 91
    if v13 % 5:
        total += v13 * 1013
    v14 = x + 98
    if v14 % 6:
        total += v14 * 1014
    v15 = x + 105
    if v15 % 2:
        total += v15 * 1015
    v16 = x + 112
    if v16 % 3:
        total += v16 * 1016
    v17 = x + 119
    if v17 % 4:
        total += v17 * 1017
    v18 = x + 126
    if v18 % 5:
        total += v18 * 1018
    v19 = x + 133
    if v19 % 6:
        total += v19 * 1019
    v20 = x + 140
    if v20 % 2:
        total += v20 * 1020
    v21 = x + 147
    if v21 % 3:
        total += v21 * 1021
    v22 = x + 154
    if v22 % 4:
        total += v22 * 1022
    v23 = x + 161
    if v23 % 5:
        total += v23 * 1023
    v24 = x + 168
    if v24 % 6:
        total += v24 * 1024
    v25 = x + 175
    if v25 % 2:
        total += v25 * 1025
    v26 = x + 182
    if v26 % 3:
        total += v26 * 1026
    v27 = x + 189
    if v27 % 4:
        total += v27 * 1027
    v28 = x + 196
    if v28 % 5:
        total += v28 * 1028
    v29 = x + 203
    if v29 % 6:
        total += v29 * 1029
    v30 = x + 210
    if v30 % 2:
        total += v30 * 1030
    v31 = x + 217
    if v31 % 3:
        total += v31 * 1031
    v32 = x + 224
    if v32 % 4:
        total += v32 * 1032
    v33 = x + 231
    if v33 % 5:
        total += v33 * 1033
    v34 = x + 238
    if v34 % 6:
        total += v34 * 1034
    v35 = x + 245
    if v35 % 2:
        total += v35 * 1035
    v36 = x + 252
    if v36 % 3:
        total += v36 * 1036
    v37 = x + 259
    if v37 % 4:
        total += v37 * 1037
    v38 = x + 266
    if v38 % 5:
        total += v38 * 1038
    v39 = x + 273
    if v39 % 6:
        total += v39 * 1039
    v40 = x + 280
    if v40 % 2:
        total += v40 * 1040
    v41 = x + 287
    if v41 % 3:
        total += v41 * 1041
    v42 = x + 294
    if v42 % 4:
        total += v42 * 1042
    v43 = x + 301
    if v43 % 5:
        total += v43 * 1043
    v44 = x + 308
    if v44 % 6:
        total += v44 * 1044
    v45 = x + 315
    if v45 % 2:
        total += v45 * 1045
    v46 = x + 322
    if v46 % 3:
        total += v46 * 1046
    v47 = x + 329
    if v47 % 4:
        total += v47 * 1047
    v48 = x + 336
    if v48 % 5:
        total += v48 * 1048
    v49 = x + 343
    if v49 % 6:
        total += v49 * 1049
    v50 = x + 350
    if v50 % 2:
        total += v50 * 1050
    v51 = x + 357
    if v51 % 3:
        total += v51 * 1051
    v52 = x + 364
    if v52 % 4:
        total += v52 * 1052
    v53 = x + 371
    if v53 % 5:
        total += v53 * 1053
    v54 = x + 378
    if v54 % 6:
        total += v54 * 1054
    v55 = x + 385
    if v55 % 2:
        total += v55 * 1055
    v56 = x + 392
    if v56 % 3:
        total += v56 * 1056
    v57 = x + 399
    if v57 % 4:
        total += v57 * 1057
    v58 = x + 406
    if v58 % 5:
        total += v58 * 1058
    v59 = x + 413
    if v59 % 6:
        total += v59 * 1059
    v60 = x + 420
    if v60 % 2:
        total += v60 * 1060
    v61 = x + 427
    if v61 % 3:
        total += v61 * 1061
    v62 = x + 434
    if v62 % 4:
        total += v62 * 1062
    v63 = x + 441
    if v63 % 5:
        total += v63 * 1063
    v64 = x + 448
    if v64 % 6:
        total += v64 * 1064
    v65 = x + 455
    if v65 % 2:
        total += v65 * 1065
    v66 = x + 462
    if v66 % 3:
        total += v66 * 1066
    v67 = x + 469
    if v67 % 4:
        total += v67 * 1067
    v68 = x + 476
    if v68 % 5:
        total += v68 * 1068
    v69 = x + 483
    if v69 % 6:
        total += v69 * 1069
    v70 = x + 490
    if v70 % 2:
        total += v70 * 1070
    v71 = x + 497
    if v71 % 3:
        total += v71 * 1071
    v72 = x + 504
    if v72 % 4:
        total += v72 * 1072
    v73 = x + 511
    if v73 % 5:
        total += v73 * 1073
    v74 = x + 518
    if v74 % 6:
        total += v74 * 1074
    v75 = x + 525
    if v75 % 2:
        total += v75 * 1075
    v76 = x + 532
    if v76 % 3:
        total += v76 * 1076
    v77 = x + 539
    if v77 % 4:
        total += v77 * 1077
    v78 = x + 546
    if v78 % 5:
        total += v78 * 1078
    v79 = x + 553
    if v79 % 6:
        total += v79 * 1079
    v80 = x + 560
    if v80 % 2:
        total += v80 * 1080
    v81 = x + 567
    if v81 % 3:
        total += v81 * 1081
    v82 = x + 574
    if v82 % 4:
        total += v82 * 1082
    v83 = x + 581
    if v83 % 5:
        total += v83 * 1083
    v84 = x + 588
    if v84 % 6:
        total += v84 * 1084
    v85 = x + 595
    if v85 % 2:
        total += v85 * 1085
    v86 = x + 602
    if v86 % 3:
        total += v86 * 1086
    v87 = x + 609
    if v87 % 4:
        total += v87 * 1087
    v88 = x + 616
    if v88 % 5:
        total += v88 * 1088
    v89 = x + 623
    if v89 % 6:
        total += v89 * 1089
    v90 = x + 630
    if v90 % 2:
        total += v90 * 1090
    v91 = x + 637
    if v91 % 3:
        total += v91 * 1091
    v92 = x + 644
    if v92 % 4:
        total += v92 * 1092
    v93 = x + 651
    if v93 % 5:
        total += v93 * 1093
    v94 = x + 658
    if v94 % 6:
        total += v94 * 1094
    v95 = x + 665
    if v95 % 2:
        total += v95 * 1095
    v96 = x + 672
    if v96 % 3:
        total += v96 * 1096
    v97 = x + 679
    if v97 % 4:
        total += v97 * 1097
    v98 = x + 686
    if v98 % 5:
        total += v98 * 1098
    v99 = x + 693
    if v99 % 6:
        total += v99 * 1099
    v100 = x + 700
    if v100 % 2:
        total += v100 * 1100
    v101 = x + 707
    if v101 % 3:
        total += v101 * 1101
    v102 = x + 714
    if v102 % 4:
        total += v102 * 1102
    v103 = x + 721
    if v103 % 5:
        total += v103 * 1103
    v104 = x + 728
    if v104 % 6:
        total += v104 * 1104
    v105 = x + 735
    if v105 % 2:
        total += v105 * 1105
    v106 = x + 742
    if v106 % 3:
        total += v106 * 1106
    v107 = x + 749
    if v107 % 4:
        total += v107 * 1107
    v108 = x + 756
    if v108 % 5:
        total += v108 * 1108
    v109 = x + 763
    if v109 % 6:
        total += v109 * 1109
    v110 = x + 770
    if v110 % 2:
        total += v110 * 1110
    v111 = x + 777
    if v111 % 3:
        total += v111 * 1111
    v112 = x + 784
    if v112 % 4:
        total += v112 * 1112
    v113 = x + 791
    if v113 % 5:
        total += v113 * 1113
    v114 = x + 798
    if v114 % 6:
        total += v114 * 1114
    v115 = x + 805
    if v115 % 2:
        total += v115 * 1115
    v116 = x + 812
    if v116 % 3:
        total += v116 * 1116
    v117 = x + 819
    if v117 % 4:
        total += v117 * 1117
    v118 = x + 826
    if v118 % 5:
        total += v118 * 1118
    v119 = x + 833
    if v119 % 6:
        total += v119 * 1119
    v120 = x + 840
    if v120 % 2:
        total += v120 * 1120
    v121 = x + 847
    if v121 % 3:
        total += v121 * 1121
    v122 = x + 854
    if v122 % 4:
        total += v122 * 1122
    v123 = x + 861
    if v123 % 5:
        total += v123 * 1123
    v124 = x + 868
    if v124 % 6:
        total += v124 * 1124
    v125 = x + 875
    if v125 % 2:
        total += v125 * 1125
    v126 = x + 882
    if v126 % 3:
        total += v126 * 1126
    v127 = x + 889
    if v127 % 4:
        total += v127 * 1127
    v128 = x + 896
    if v128 % 5:
        total += v128 * 1128
    v129 = x + 903
    if v129 % 6:
        total += v129 * 1129
    v130 = x + 910
    if v130 % 2:
        total += v130 * 1130
    v131 = x + 917
    if v131 % 3:
        total += v131 * 1131
    v132 = x + 924
    if v132 % 4:
        total += v132 * 1132
    v133 = x + 931
    if v133 % 5:
        total += v133 * 1133
    v134 = x + 938
    if v134 % 6:
        total += v134 * 1134
    v135 = x + 945
    if v135 % 2:
        total += v135 * 1135
    v136 = x + 952
    if v136 % 3:
        total += v136 * 1136
    v137 = x + 959
    if v137 % 4:
        total += v137 * 1137
    v138 = x + 966
    if v138 % 5:
        total += v138 * 1138
    v139 = x + 973
    if v139 % 6:
        total += v139 * 1139
    v140 = x + 980
    if v140 % 2:
        total += v140 * 1140
    v141 = x + 987
    if v141 % 3:
        total += v141 * 1141
    v142 = x + 994
    if v142 % 4:
        total += v142 * 1142
    v143 = x + 1001
    if v143 % 5:
        total += v143 * 1143
    v144 = x + 1008
    if v144 % 6:
        total += v144 * 1144
    v145 = x + 1015
    if v145 % 2:
        total += v145 * 1145
    v146 = x + 1022
    if v146 % 3:
        total += v146 * 1146
    v147 = x + 1029
    if v147 % 4:
        total += v147 * 1147
    v148 = x + 1036
    if v148 % 5:
        total += v148 * 1148
    v149 = x + 1043
    if v149 % 6:
        total += v149 * 1149
    return total


print(long_function(3))
