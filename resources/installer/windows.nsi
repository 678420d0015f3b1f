; The installer for Windows: for one person, no administrator, nothing outside this person's folders, data never touched.
; Compiled by .ci/installers.py, which gives VERSION, NUMBERS, PAYLOAD, TARGET, PICTURES and KILOBYTES.
Target amd64-unicode
Unicode true
SetCompressor /SOLID /FINAL lzma
SetCompressorDictSize 64
RequestExecutionLevel user
ManifestDPIAware true
CRCCheck force
AllowSkipFiles off

!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"
!include "FileFunc.nsh"
!include "MUI2.nsh"

!define NAME "ProSSCE Desktop"
!define PROGRAM "prossce-desktop.exe"
!define CONSOLE "prossce.exe"
!define REMOVER "uninstall.exe"
!define FILETYPE "ProSSCE.Package"
!define OPENS "Software\Classes\Applications\prossce-desktop.exe"
!define REMOVAL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ProSSCE Desktop"
!define SHCNE_ASSOCCHANGED 0x08000000
!define ERROR_ALREADY_EXISTS 183
; the folder, the same again that is unpacked in the folder for temporary files, and room to work
!define /math TWICE_THE_SIZE ${KILOBYTES} / 512
!define /math MEGABYTES ${TWICE_THE_SIZE} + 20

Name "${NAME}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "ProSSCE-ASEAN"
VIAddVersionKey "LegalCopyright" "Apache License 2.0"

Var Welcome

!define MUI_ICON "${PICTURES}\prossce-desktop.ico"
!define MUI_UNICON "${PICTURES}\prossce-desktop.ico"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "$Welcome"
!define MUI_INSTFILESPAGE_ABORTHEADER_TEXT "$(NOT_INSTALLED)"
!define MUI_INSTFILESPAGE_ABORTHEADER_SUBTEXT "$(AS_BEFORE)"
!define MUI_FINISHPAGE_TEXT "$(DONE)"
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(KEPT)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

LangString WELCOME ${LANG_ENGLISH} "Version ${VERSION} will be installed for you alone, in your own folder. No administrator and no network is needed."
LangString UPGRADE ${LANG_ENGLISH} "Version $R1 is installed. It will be replaced by version ${VERSION}.$\r$\n$\r$\nYour data stays. If the new version must change how data is stored, it makes a backup first.$\r$\n$\r$\nNo administrator and no network is needed."
LangString REPAIR ${LANG_ENGLISH} "Version ${VERSION} is already installed. It will be installed again. This repairs missing or damaged files of the program.$\r$\n$\r$\nYour data stays as it is."
LangString DONE ${LANG_ENGLISH} "Version ${VERSION} is installed. Your data was not changed.$\r$\n$\r$\nThe program is in the Start menu. It shows its version on the page Settings, under About."
LangString KEPT ${LANG_ENGLISH} "The program will be removed. Your data and backups stay on this computer, in $LOCALAPPDATA\${NAME}. If you install the program again, it opens them again."
LangString OLD_WINDOWS ${LANG_ENGLISH} "This program needs Windows 10 of 2018 (version 1809) or newer, 64 bit."
LangString OPEN_TWICE ${LANG_ENGLISH} "This installer is already open. Please use its other window."
LangString RUNNING ${LANG_ENGLISH} "${NAME} is open. Close its window, then press Retry. What you typed is kept."
LangString NEWER ${LANG_ENGLISH} "A newer version ($R1) is installed. An older one may not be able to open your data, so nothing was changed. Remove the newer one first if you really want this one."
LangString NOT_OURS ${LANG_ENGLISH} "There is a folder at $INSTDIR that is not of this program. Nothing was changed."
LangString NO_ROOM ${LANG_ENGLISH} "There is not enough room on the disk: ${MEGABYTES} MB are needed, $2 MB are free. Nothing was changed. Make room, then press Retry."
LangString NOT_REPLACED ${LANG_ENGLISH} "The older version could not be replaced: some of its files are in use. Nothing was changed. Close other programs and press Retry, or restart the computer and try again."
LangString NOT_INSTALLED ${LANG_ENGLISH} "Version ${VERSION} was not installed"
LangString AS_BEFORE ${LANG_ENGLISH} "Nothing was changed. If an older version is there, it still works. Your data is as it was."

; What this installer put into a folder, and the folder if nothing else is in it. Never a folder with everything:
; somebody may keep files there, and a portable copy keeps its records there.
!macro TakeOurs folder
  RMDir /r "${folder}\_internal"
  Delete "${folder}\${PROGRAM}"
  Delete "${folder}\${CONSOLE}"
  Delete "${folder}\${REMOVER}"
  RMDir "${folder}"
!macroend

Function .onInit
  SetRegView 64
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  ReadRegStr $R0 HKLM "SOFTWARE\Microsoft\Windows NT\CurrentVersion" "CurrentBuildNumber"
  ${If} $R0 < 17763
    MessageBox MB_OK|MB_ICONSTOP "$(OLD_WINDOWS)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
  System::Call 'kernel32::CreateMutexW(p 0, i 0, w "${NAME} setup") p .r0 ?e'
  Pop $1
  ${If} $1 == ${ERROR_ALREADY_EXISTS}
    MessageBox MB_OK|MB_ICONSTOP "$(OPEN_TWICE)" /SD IDOK
    SetErrorLevel 8
    Quit
  ${EndIf}
  StrCpy $Welcome "$(WELCOME)"
  ReadRegStr $R1 HKCU "${REMOVAL}" "Numbers"
  ${If} $R1 != ""
    Call IsOlder
    ${If} $R2 == "older"
      ReadRegStr $R1 HKCU "${REMOVAL}" "DisplayVersion"
      MessageBox MB_OK|MB_ICONSTOP "$(NEWER)" /SD IDOK
      SetErrorLevel 4
      Quit
    ${EndIf}
    ReadRegStr $R1 HKCU "${REMOVAL}" "DisplayVersion"
    ${If} $R1 == "${VERSION}"
      StrCpy $Welcome "$(REPAIR)"
    ${Else}
      StrCpy $Welcome "$(UPGRADE)"
    ${EndIf}
  ${EndIf}
  Call AskToClose
FunctionEnd

Function AskForRoom
  again:
  StrCpy $0 "$INSTDIR"
  ${DoUntil} ${FileExists} "$0\*.*"
    ${GetParent} "$0" $0
  ${Loop}
  System::Call 'kernel32::GetDiskFreeSpaceExW(w "$0\", *l .r1, p 0, p 0) i .r3'
  ${If} $3 == 0 ; nobody knows: writing will show
    Return
  ${EndIf}
  System::Int64Op $1 / 1048576
  Pop $2
  ${If} $2 < ${MEGABYTES}
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(NO_ROOM)" /SD IDCANCEL IDRETRY again
    SetErrorLevel 7
    Quit
  ${EndIf}
FunctionEnd

; $R2 becomes "older" if what is being installed has a smaller version than $R1 (four numbers)
Function IsOlder
  StrCpy $R2 ""
  StrCpy $0 "$R1."
  StrCpy $1 "${NUMBERS}."
  next:
    Call TakeNumber
    ${If} $2 == ""
      Return
    ${EndIf}
    ${If} $2 > $3
      StrCpy $R2 "older"
      Return
    ${ElseIf} $2 < $3
      Return
    ${EndIf}
    Goto next
FunctionEnd

; takes the first number of $0 into $2 and of $1 into $3
Function TakeNumber
  StrCpy $2 ""
  StrCpy $3 ""
  ${If} $0 == ""
    Return
  ${EndIf}
  StrCpy $4 0
  ${DoUntil} $5 == "."
    StrCpy $5 $0 1 $4
    IntOp $4 $4 + 1
  ${LoopUntil} $4 > 20
  IntOp $6 $4 - 1
  StrCpy $2 $0 $6
  StrCpy $0 $0 "" $4
  StrCpy $5 ""
  StrCpy $4 0
  ${DoUntil} $5 == "."
    StrCpy $5 $1 1 $4
    IntOp $4 $4 + 1
  ${LoopUntil} $4 > 20
  IntOp $6 $4 - 1
  StrCpy $3 $1 $6
  StrCpy $1 $1 "" $4
  StrCpy $5 ""
FunctionEnd

; A running program cannot be written to: that is how it is known to run.
!macro AskToClose un
Function ${un}AskToClose
  again:
  StrCpy $1 "${PROGRAM}"
  ${Do}
    ${If} ${FileExists} "$INSTDIR\$1"
      ClearErrors
      FileOpen $0 "$INSTDIR\$1" a
      ${If} ${Errors}
        MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDCANCEL IDRETRY again
        SetErrorLevel 5
        Quit
      ${EndIf}
      FileClose $0
    ${EndIf}
    ${If} $1 == "${CONSOLE}"
      Return
    ${EndIf}
    StrCpy $1 "${CONSOLE}"
  ${Loop}
FunctionEnd
!macroend
!insertmacro AskToClose ""
!insertmacro AskToClose "un."

; What an installer left that was stopped in the middle: a version that stepped aside comes back, half a one goes.
Function TidyUp
  RMDir /r "$INSTDIR.new"
  ${If} ${FileExists} "$INSTDIR.old\*.*"
    ${If} ${FileExists} "$INSTDIR\*.*"
      Call LetGoOfOld
    ${Else}
      Rename "$INSTDIR.old" "$INSTDIR"
    ${EndIf}
  ${EndIf}
FunctionEnd

; The old version goes; what somebody else put into its folder moves over into the new one.
Function LetGoOfOld
  !insertmacro TakeOurs "$INSTDIR.old"
  FindFirst $0 $1 "$INSTDIR.old\*.*"
  ${DoWhile} $1 != ""
    ${If} $1 != "."
    ${AndIf} $1 != ".."
      ClearErrors
      Rename "$INSTDIR.old\$1" "$INSTDIR\$1"
      ${If} ${Errors} ; there is one of that name
        Rename "$INSTDIR.old\$1" "$INSTDIR\$1.old"
      ${EndIf}
    ${EndIf}
    FindNext $0 $1
  ${Loop}
  FindClose $0
  RMDir "$INSTDIR.old"
FunctionEnd

; A scanner may hold new files for seconds: a folder that cannot be renamed is tried again. $0 to $1, errors stay set.
Function RenamePatiently
  StrCpy $2 0
  ${Do}
    ClearErrors
    Rename "$0" "$1"
    ${IfNot} ${Errors}
      Return
    ${EndIf}
    Sleep 250
    IntOp $2 $2 + 1
  ${LoopUntil} $2 >= 40
  SetErrors
FunctionEnd

Section "Program"
  SetRegView 64
  SetShellVarContext current
  Call TidyUp
  ${If} ${FileExists} "$INSTDIR\*.*"
  ${AndIfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
  ${AndIfNot} ${FileExists} "$INSTDIR\${REMOVER}"
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_OURS)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  Call AskForRoom

  ; the new version is written whole beside the old one, which nobody touches before
  SetOutPath "$INSTDIR.new"
  ClearErrors
  File /r "${PAYLOAD}\*.*"
  WriteUninstaller "$INSTDIR.new\${REMOVER}"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort
  ${EndIf}
  SetOutPath "$TEMP" ; a folder one stands in cannot be renamed

  swap:
  ${If} ${FileExists} "$INSTDIR\*.*"
    Call AskToClose ; it may have been opened meanwhile
    StrCpy $0 "$INSTDIR"
    StrCpy $1 "$INSTDIR.old"
    Call RenamePatiently
    IfErrors held
  ${EndIf}
  StrCpy $0 "$INSTDIR.new"
  StrCpy $1 "$INSTDIR"
  Call RenamePatiently
  IfErrors 0 swapped
  Rename "$INSTDIR.old" "$INSTDIR"
  held:
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(NOT_REPLACED)" /SD IDCANCEL IDRETRY swap
    Call TidyUp
    SetErrorLevel 5
    Quit
  swapped:
  Call LetGoOfOld

  ; where the program starts: not in its own folder, which no other program may hold while a new version comes
  SetOutPath "$PROFILE"
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\${PROGRAM}" 0

  WriteRegStr HKCU "Software\Classes\.prossce" "" "${FILETYPE}"
  WriteRegStr HKCU "Software\Classes\.prossce" "Content Type" "application/vnd.prossce.package"
  WriteRegStr HKCU "Software\Classes\.prossce\OpenWithProgids" "${FILETYPE}" ""
  WriteRegStr HKCU "Software\Classes\${FILETYPE}" "" "ProSSCE package"
  WriteRegStr HKCU "Software\Classes\${FILETYPE}\DefaultIcon" "" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "Software\Classes\${FILETYPE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  ; a saved e-mail keeps its mail program; this one is offered under "Open with"
  WriteRegStr HKCU "${OPENS}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${OPENS}\SupportedTypes" ".prossce" ""
  WriteRegStr HKCU "${OPENS}\SupportedTypes" ".eml" ""
  WriteRegStr HKCU "${OPENS}\SupportedTypes" ".msg" ""
  WriteRegStr HKCU "Software\Classes\.eml\OpenWithList\${PROGRAM}" "" ""
  WriteRegStr HKCU "Software\Classes\.msg\OpenWithList\${PROGRAM}" "" ""

  WriteRegStr HKCU "${REMOVAL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${REMOVAL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REMOVAL}" "Numbers" "${NUMBERS}"
  WriteRegStr HKCU "${REMOVAL}" "Publisher" "ProSSCE-ASEAN"
  WriteRegStr HKCU "${REMOVAL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${REMOVAL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${REMOVAL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${REMOVAL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${REMOVAL}" "EstimatedSize" ${KILOBYTES}
  WriteRegDWORD HKCU "${REMOVAL}" "NoModify" 1
  WriteRegDWORD HKCU "${REMOVAL}" "NoRepair" 1
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd

; The files could not be written: what is there of the new version goes.
Function .onInstFailed
  SetOutPath "$TEMP"
  Call TidyUp
FunctionEnd

Function un.onInit
  SetRegView 64
  SetShellVarContext current
  Call un.AskToClose
FunctionEnd

; Records lie elsewhere (LocalAppData\ProSSCE Desktop) and are not looked at; a folder that is not ours is left alone.
Section "Uninstall"
  SetRegView 64
  SetShellVarContext current
  ${IfNot} ${FileExists} "$INSTDIR\${PROGRAM}"
    MessageBox MB_OK|MB_ICONSTOP "$(NOT_OURS)" /SD IDOK
    SetErrorLevel 6
    Quit
  ${EndIf}
  !insertmacro TakeOurs "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  ReadRegStr $0 HKCU "Software\Classes\.prossce" ""
  ${If} $0 == "${FILETYPE}"
    DeleteRegKey HKCU "Software\Classes\.prossce"
  ${EndIf}
  DeleteRegKey HKCU "Software\Classes\${FILETYPE}"
  DeleteRegKey HKCU "${OPENS}"
  DeleteRegKey HKCU "Software\Classes\.eml\OpenWithList\${PROGRAM}"
  DeleteRegKey HKCU "Software\Classes\.msg\OpenWithList\${PROGRAM}"
  DeleteRegKey HKCU "${REMOVAL}"
  System::Call 'shell32::SHChangeNotify(i ${SHCNE_ASSOCCHANGED}, i 0, p 0, p 0)'
SectionEnd
